/**
 * What a call page no longer tells, in plain words. It keeps nobody from picking a tile.
 */
import { text } from "../i18n";
import type { SessionView } from "../session/session_view";
import type { Misfit } from "../values";

export function Misfits({ view }: { view: SessionView }) {
  const misfits = view.frames.flatMap((frame) => frame.misfits);
  if (misfits.length === 0) return null;
  return (
    <div class="misfits" role="status">
      {misfits.map((misfit) => (
        <p key={misfit.need}>{text(`fit_${misfit.need}`)}</p>
      ))}
      <details>
        <summary>{text("fit_looked")}</summary>
        <Looked misfits={misfits} />
      </details>
    </div>
  );
}

function Looked({ misfits }: { misfits: Misfit[] }) {
  return (
    <ul>
      {misfits.map(({ need, looked }) => (
        <li key={need}>
          <code>{looked}</code>
        </li>
      ))}
    </ul>
  );
}
