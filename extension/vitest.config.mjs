import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

const here = fileURLToPath(new URL(".", import.meta.url));

// The tests stand in tests/extension, beside those of the server: their packages are those of this folder.
export default defineConfig({
  root: fileURLToPath(new URL("..", import.meta.url)),
  resolve: {
    alias: {
      vitest: `${here}node_modules/vitest/dist/index.js`,
      "happy-dom": `${here}node_modules/happy-dom/lib/index.js`,
    },
  },
  define: { __VERSION__: '"0.0.0"', __BROWSER__: '"chrome"' },
  server: { fs: { strict: false } },
  test: { include: ["tests/extension/**/*.test.{ts,mjs}"], environment: "node", maxWorkers: 1 },
});
