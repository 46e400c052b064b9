/**
 * The first step: tie this browser to one interview on the server.
 */
import { useState } from "preact/hooks";
import { text } from "../i18n";
import type { PairingFailure } from "../session/pairing";
import type { Actions } from "./actions";

export function PairForm({ actions }: { actions: Actions }) {
  const [isBusy, setBusy] = useState(false);
  const [failure, setFailure] = useState<PairingFailure | null>(null);

  async function submit(event: SubmitEvent): Promise<void> {
    event.preventDefault();
    const typed = new FormData(event.target as HTMLFormElement).get("pairing");
    setBusy(true);
    setFailure(null);
    const reply = await actions.pair(String(typed ?? ""));
    setBusy(false);
    if (!reply.ok) setFailure(reply);
  }

  return (
    <form class="block" onSubmit={(event) => void submit(event)}>
      <h2>{text("pair_title")}</h2>
      <p id="pair-help">{text("pair_help")}</p>
      <label for="pairing">{text("pair_label")}</label>
      <input
        id="pairing"
        name="pairing"
        autocomplete="off"
        spellcheck={false}
        placeholder="http://127.0.0.1:8700#K7QF-2M9P"
        aria-describedby="pair-help pair-problem"
        aria-invalid={failure !== null}
        required
      />
      <p id="pair-problem" class="problem" role="alert">
        {failure && text(`pair_${failure.problem}`)}
        {failure?.detail && <span class="quiet"> {failure.detail}</span>}
        {failure?.downloadUrl && <GetExtension url={failure.downloadUrl} />}
      </p>
      <button class="primary" type="submit" disabled={isBusy}>
        {text(isBusy ? "pair_busy" : "pair_button")}
      </button>
    </form>
  );
}

export function GetExtension({ url }: { url: string }) {
  return (
    <>
      {" "}
      <a href={url} target="_blank" rel="noreferrer">
        {text("pair_get_extension")}
      </a>
    </>
  );
}
