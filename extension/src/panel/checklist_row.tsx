/**
 * One item of the checklist: a tick and its title, and below it, opened, the card that is read out and filled in.
 */
import { text } from "../i18n";
import { changed, earlierOf, type ItemState } from "../session/checklist";
import type { ChecklistCard } from "../wire/messages.gen";
import { ItemCard } from "./checklist_card";
import type { Changer, RowProps } from "./checklist_props";
import { interviewTime } from "./time";

export function ChecklistRow(props: RowProps) {
  const { view, checklist, actions, card, state, isOpen, onOpen } = props;
  const change: Changer = (part) =>
    actions.item(changed(view, card.id, part, { change: crypto.randomUUID(), givenAtMs: Date.now() }));
  const tick = (isTicked: boolean) => change({ mark: isTicked ? "asked" : "open" });
  return (
    <li class={`item ${state.mark}`}>
      <div class="item-head">
        <input
          type="checkbox"
          aria-label={text(doneWord(card), card.title)}
          checked={state.mark === "asked"}
          onChange={(event) => tick(event.currentTarget.checked)}
        />
        <button class="item-title" id={`item-${card.id}`} type="button" aria-expanded={isOpen} onClick={onOpen}>
          <span class="item-words">
            <span>{card.title}</span>
            <Tags card={card} state={state} />
          </span>
        </button>
      </div>
      {isOpen && <ItemCard {...props} change={change} earlier={earlierOf(checklist, card.id)} />}
    </li>
  );
}

function doneWord(card: ChecklistCard) {
  if (card.kind === "verify") return "item_looked_up";
  return card.kind === "check" ? "item_shown" : "item_asked";
}

function Tags({ card, state }: { card: ChecklistCard; state: ItemState }) {
  return (
    <>
      {card.kind === "verify" && <span class="tag">{text("item_verify")}</span>}
      {card.extra && <span class="tag">{text("item_extra")}</span>}
      {state.mark === "skipped" && <span class="tag">{text("mark_skipped")}</span>}
      {state.mark === "asked" && state.atS !== null && <span class="quiet small">{interviewTime(state.atS)}</span>}
      {!state.isSaved && <span class="tag">{text("item_unsaved")}</span>}
    </>
  );
}
