/**
 * The last minutes of one question as a strip of its states. Each state has its own height, so that colour alone never
 * has to be seen; the same is said in words for those who do not see the strip.
 */
import { text } from "../i18n";
import type { Stretch } from "../session/session_view";
import { TREND_S } from "../session/trend";
import type { State } from "../wire/messages.gen";
import { interviewTime } from "./time";

/** Of the drawing, its own units: one a second. */
const HEIGHT = 14;
const HEIGHTS: Record<State, number> = {
  cant_tell: 2,
  checking: 4,
  no_concern: 7,
  please_check: 11,
  pause_and_verify: HEIGHT,
};
/** The narrowest stretch drawn, so that a short alarm is still seen. */
const MIN_WIDTH = 3;

export function TrendStrip({ stretches, nowS }: { stretches: readonly Stretch[]; nowS: number }) {
  const fromS = Math.max(0, nowS - TREND_S);
  const shown = stretches.filter((stretch) => stretch.untilS > fromS);
  const last = shown.at(-1);
  if (!last) return null;
  return (
    <div class="trend" aria-live="off">
      <svg viewBox={`0 0 ${TREND_S} ${HEIGHT}`} preserveAspectRatio="none" role="img" aria-label={inWords(shown, nowS)}>
        {shown.map((stretch) => (
          <Bar key={stretch.fromS} stretch={stretch} fromS={fromS} />
        ))}
      </svg>
      <span class="quiet">{since(last)}</span>
    </div>
  );
}

function Bar({ stretch, fromS }: { stretch: Stretch; fromS: number }) {
  const height = HEIGHTS[stretch.state];
  const width = Math.max(MIN_WIDTH, stretch.untilS - Math.max(fromS, stretch.fromS));
  const x = Math.min(Math.max(0, stretch.fromS - fromS), TREND_S - MIN_WIDTH);
  return <rect class={stretch.state} x={x} y={HEIGHT - height} width={width} height={height} />;
}

/** How long the state has lasted, in whole minutes. */
function since({ fromS, untilS }: Stretch): string {
  const minutes = Math.floor((untilS - fromS) / 60);
  return minutes === 0 ? text("trend_new") : text("trend_for", minutes);
}

function inWords(shown: readonly Stretch[], nowS: number): string {
  const parts = shown.map(({ state, fromS, untilS }, index) => {
    const isNow = index === shown.length - 1 && nowS - untilS < 5;
    const until = isNow ? text("trend_now") : interviewTime(untilS);
    return text("trend_part", text(`state_${state}`), interviewTime(fromS), until);
  });
  return text("trend_words", TREND_S / 60, parts.join("; "));
}
