/**
 * Between pairing and Start: which tile is the candidate's, and is everything there?
 */
import { text } from "../i18n";
import type { LookReply } from "../messages";
import type { SessionView } from "../session/session_view";
import type { TileInfo } from "../values";
import type { Actions } from "./actions";
import { TickIcon } from "./icons";
import { Misfits } from "./misfits";
import { OtherWays } from "./other_ways";

export function Ready({ view, actions, look }: { view: SessionView; actions: Actions; look: LookReply | null }) {
  return (
    <section class="block">
      <Steps view={view} />
      {view.picked?.isPresent ? (
        <StartBlock actions={actions} />
      ) : (
        <TileList view={view} actions={actions} look={look} />
      )}
      <button class="link" type="button" onClick={actions.forget}>
        {text("pair_forget")}
      </button>
    </section>
  );
}

function Steps({ view }: { view: SessionView }) {
  const candidate = view.pairing?.candidate;
  const name = view.picked?.tile.name;
  return (
    <ol class="steps">
      <Step isDone words={candidate ? text("step_paired", candidate) : text("step_paired_plain")} />
      <Step isDone={Boolean(view.picked?.isPresent)} words={name ? text("step_tile_named", name) : text("step_tile")} />
    </ol>
  );
}

function Step({ isDone, words }: { isDone: boolean; words: string }) {
  return (
    <li class={isDone ? "done" : "open"}>
      <TickIcon isDone={isDone} />
      <span>
        {words} <span class="visually-hidden">({text(isDone ? "step_done" : "step_open")})</span>
      </span>
    </li>
  );
}

function StartBlock({ actions }: { actions: Actions }) {
  return (
    <>
      <p>{text("start_help")}</p>
      <button class="primary" type="button" onClick={actions.start}>
        {text("start")}
      </button>
      <button class="link" type="button" onClick={actions.unpick}>
        {text("tiles_other")}
      </button>
    </>
  );
}

export function TileList({ view, actions, look }: { view: SessionView; actions: Actions; look: LookReply | null }) {
  const offered = view.frames
    .flatMap(({ frame, tiles }) => tiles.map((tile) => ({ frame, tile })))
    .sort((a, b) => Number(a.tile.kind !== "person") - Number(b.tile.kind !== "person"));
  return (
    <>
      <h2>{text("tiles_title")}</h2>
      {offered.length > 0 ? <p>{text("tiles_help")}</p> : <p>{whyNone(view, look)}</p>}
      <ul class="tiles">
        {offered.map(({ frame, tile }, index) => (
          <li key={`${frame}.${tile.id}`}>
            <button type="button" onClick={() => actions.pick(frame, tile.id)}>
              <TileWords tile={tile} number={index + 1} />
            </button>
          </li>
        ))}
      </ul>
      <Misfits view={view} />
      {view.frames.length > 0 && <OtherWays view={view} actions={actions} />}
    </>
  );
}

function TileWords({ tile, number }: { tile: TileInfo; number: number }) {
  return (
    <>
      <span>{tile.name ?? text("tile_unnamed", number)}</span>
      <span class="quiet">
        {tile.kind === "person" ? text("tile_size", tile.width, tile.height) : text(`tile_${tile.kind}`)}
      </span>
    </>
  );
}

function whyNone(view: SessionView, look: LookReply | null): string {
  if (view.frames.length > 0 || look === null || look.ok) return text("tiles_none");
  return text(look.reason === "no_tab" ? "tiles_no_tab" : "tiles_closed_page");
}
