/**
 * Takes the candidate's pictures from the call's tab as a whole, cut to the rectangle that the interviewer has drawn on it:
 * works on any page, whatever it is made of. Runs in the offscreen document and speaks like a frame of the call page. The
 * browser asks the interviewer each time which tab, and shows all the while that it is shared.
 */
import type { FromContent, ToContent } from "../messages";
import { type ShareProblem, TAB_PLATFORM } from "../values";
import { CloseUps } from "./close_up";
import { Pace } from "./pace";
import { TAB_MARK } from "./tab_mark";
import type { Crop } from "./tiles";
import { TrackReader } from "./track_reader";

const ASKED: DisplayMediaStreamOptions & Record<string, unknown> = {
  video: { displaySurface: "browser", frameRate: 15 },
  audio: false,
  selfBrowserSurface: "exclude",
  // Another tab would take the place of the call without a word.
  surfaceSwitching: "exclude",
  monitorTypeSurfaces: "exclude",
};

/** A page that has not said that it is marked by then has no script of ours in it. */
const MARK_WITHIN_MS = 2000;

export type AskForTab = (options: DisplayMediaStreamOptions) => Promise<MediaStream>;

export class TabSource {
  readonly #pace = new Pace(1);
  readonly #closeUps = new CloseUps();
  #track: MediaStreamTrack | null = null;
  #reader: TrackReader | null = null;
  #crop: Crop | null = null;
  #isLost = false;
  #marked: () => void = () => undefined;
  /** The frame that draws the rectangle. */
  #frame: number | null = null;

  constructor(
    private readonly askForTab: AskForTab,
    private readonly say: (message: FromContent) => void,
  ) {}

  hear(message: ToContent): void {
    if (message.kind === "share_tab") void this.#open();
    else if (message.kind === "crop") this.#cut(message.frame, message.crop, message.name);
    else if (message.kind === "gone" && message.frame === this.#frame) this.#end();
    else if (message.kind === "marked") this.#marked();
    else if (message.kind === "taken") this.#pace.release();
    else if (message.kind === "close_up") this.#closeUps.ask(message.order);
    else if (message.kind === "mode") {
      this.#pace.setFps(message.fps);
      if (!message.isMine && this.#crop) this.#close();
      else this.#read(message.mode === "live");
    }
  }

  async #open(): Promise<void> {
    this.#close();
    await this.#askForMark();
    try {
      const [track] = (await this.askForTab(ASKED)).getVideoTracks();
      const problem = track ? problemOf(track) : "failed";
      if (!track || problem) {
        track?.stop();
        this.#refuse(problem);
        return;
      }
      this.#track = track;
      track.onended = () => this.#end();
      this.say({ kind: "share", step: "draw" });
    } catch (error) {
      // Whoever closes the browser's question has changed their mind.
      this.#refuse(error instanceof DOMException && error.name === "NotAllowedError" ? null : "failed");
    }
  }

  /** A tab that is marked only after it is captured may keep to be without a mark: the page goes first. */
  #askForMark(): Promise<void> {
    return new Promise((resolve) => {
      this.#marked = resolve;
      setTimeout(resolve, MARK_WITHIN_MS);
      this.say({ kind: "share", step: "choose" });
    });
  }

  #refuse(problem: ShareProblem | null): void {
    this.say({ kind: "share", step: "off" });
    this.say({ kind: "share_problem", problem });
  }

  #cut(frame: number, crop: Crop | null, name: string | null): void {
    if (!this.#track) return;
    if (!crop) this.#lose();
    else {
      const isNew = this.#crop === null || this.#isLost;
      this.#crop = crop;
      this.#frame = frame;
      this.#isLost = false;
      if (isNew) this.#tell(this.#track, crop, name);
    }
  }

  /** The rectangle was never drawn, or the person in it is gone for now. */
  #lose(): void {
    if (!this.#crop) {
      this.#close();
      return;
    }
    this.#isLost = true;
    this.say({ kind: "lost" });
  }

  #tell(track: MediaStreamTrack, crop: Crop, name: string | null): void {
    const { width = 0, height = 0 } = track.getSettings();
    const size = { width: Math.round(width * crop.width), height: Math.round(height * crop.height) };
    this.say({
      kind: "picked",
      platform: TAB_PLATFORM,
      tile: { id: 1, name, kind: "person", isDrawn: false, ...size },
    });
    this.say({ kind: "page", page: { platform: TAB_PLATFORM, tiles: [], misfits: [], sharing: null } });
  }

  #read(isOn: boolean): void {
    if (isOn && this.#track && !this.#reader) {
      this.#reader = new TrackReader(
        this.#track,
        () => this.#crop,
        this.#pace,
        this.#closeUps,
        (capturedAtS, picture, closeUp) => this.say({ kind: "picture", capturedAtS, picture, closeUp }),
      );
    } else if (!isOn) {
      this.#reader?.stop();
      this.#reader = null;
    }
  }

  /** The tab is no longer shared, or its page is gone. */
  #end(): void {
    const wasPicked = this.#crop !== null;
    this.#close();
    if (wasPicked) this.say({ kind: "lost" });
  }

  #close(): void {
    this.#read(false);
    if (this.#track) {
      this.#track.onended = null;
      this.#track.stop();
      this.say({ kind: "share", step: "off" });
    }
    this.#track = null;
    this.#crop = null;
    this.#isLost = false;
    this.#frame = null;
  }
}

/** Only the call's own tab can be cut where the interviewer draws. */
function problemOf(track: MediaStreamTrack): ShareProblem | null {
  if (track.getSettings().displaySurface !== "browser") return "not_a_tab";
  return isMarked(track) ? null : "other_tab";
}

function isMarked(track: MediaStreamTrack & { getCaptureHandle?(): { handle?: string } | null }): boolean {
  return track.getCaptureHandle?.()?.handle === TAB_MARK;
}
