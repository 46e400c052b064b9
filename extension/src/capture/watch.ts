/**
 * Follows the tiles of one frame: gives each a number, notices when the picked one is re-created, moved or gone, and keeps
 * readers on its current tracks.
 */
import type { CloseUp, RawPicture, RawSound } from "../messages";
import { FitTest } from "../platforms/fit";
import type { Platform } from "../platforms/platform";
import { type Described, describe, type PictureKind, saysSharing, slotsIn } from "../platforms/read";
import type { PageReport, Sharing, TileInfo } from "../values";
import { CloseUps } from "./close_up";
import { DrawnReader } from "./drawn_reader";
import { Follower } from "./follower";
import { GraphTap } from "./graph_tap";
import { Pace } from "./pace";
import { SoundReader } from "./sound_reader";
import { findPlayers, soundTracksOf } from "./sound_sources";
import {
  cropOf,
  findPictures,
  findSources,
  isOwnCamera,
  isVideo,
  ownSurface,
  type Picture,
  type ShadowRootOf,
  type Source,
} from "./tiles";
import { TrackReader } from "./track_reader";
import { TrackTap } from "./track_tap";
import { type Borrowed, borrowTrack, isTrackOf } from "./tracks";

const HAS_PROCESSOR = typeof MediaStreamTrackProcessor !== "undefined";

export interface WatchEvents {
  onPage(page: PageReport): void;
  onPicked(tile: TileInfo): void;
  onLost(): void;
  onPicture(capturedAtS: number, picture: RawPicture, closeUp?: CloseUp): void;
  onSound(sound: RawSound): void;
}

export interface KnownTile extends Picture {
  id: number;
  /** What the page says of it. */
  seen: Described;
  /** What it is taken for: a track tells more surely than the page whether it is this computer's camera or screen. */
  kind: PictureKind;
}

export class TileWatch {
  readonly pace = new Pace(1);
  readonly closeUps = new CloseUps();
  tiles: KnownTile[] = [];
  #picked: KnownTile | null = null;
  #follower: Follower<KnownTile> | null = null;
  #borrowed: Borrowed | null = null;
  #reader: TrackReader | DrawnReader | null = null;
  #ear: SoundReader | null = null;
  #isCapturing = false;
  #reported = "";
  #nextId = 1;
  /** Pictures at which the interviewer has pointed: kept though they are small. */
  #pointed: Picture[] = [];
  readonly #ids = new WeakMap<HTMLElement, number>();
  #platform: Platform;
  #fit: FitTest;

  constructor(
    /** Asked at each look: a page may become a call only later. */
    private readonly platformNow: () => Platform,
    private readonly shadowRootOf: ShadowRootOf,
    private readonly events: WatchEvents,
  ) {
    this.#platform = platformNow();
    this.#fit = new FitTest(this.#platform);
  }

  get platform(): Platform {
    return this.#platform;
  }

  get pickedId(): number | null {
    return this.#picked?.id ?? null;
  }

  /** Look at the page again; call about once a second. */
  look(): void {
    this.#recognise();
    const sources = findSources(document, this.shadowRootOf);
    this.tiles = this.#picturesIn(sources).map((picture) => this.#known(picture));
    const page: PageReport = {
      platform: this.#platform.name,
      tiles: this.tiles.map(infoOf),
      misfits: this.#fit.look(this.tiles),
      sharing: sharingIn(sources) ?? (saysSharing(this.#platform, document) ? "unknown" : null),
    };
    const report = JSON.stringify(page);
    if (report !== this.#reported) this.events.onPage(page);
    this.#reported = report;
    this.#follow();
  }

  #recognise(): void {
    const platform = this.platformNow();
    if (platform === this.#platform) return;
    this.#platform = platform;
    this.#fit = new FitTest(platform);
  }

  /** The interviewer has chosen this tile. */
  pick(id: number): void {
    const tile = this.tiles.find((known) => known.id === id);
    if (tile) this.#take(tile);
  }

  /** The interviewer has pointed at this picture. */
  point(picture: Picture): void {
    this.#pointed.push(picture);
    const tile = this.#known(picture);
    this.tiles = [...this.tiles.filter(({ id }) => id !== tile.id), tile];
    this.#take(tile);
  }

  unpick(): void {
    this.#picked = null;
    this.#follower = null;
    this.#detach();
  }

  /** Begin or stop taking pictures of the picked tile. */
  setCapturing(isCapturing: boolean): void {
    this.#isCapturing = isCapturing;
    if (isCapturing && this.#picked) this.#attach(this.#picked);
    if (!isCapturing) this.#detach();
  }

  #picturesIn(sources: Source[]): Picture[] {
    const found = findPictures(sources, slotsIn(this.#platform, document));
    this.#pointed = this.#pointed.filter(({ box }) => box.isConnected);
    return [...found, ...this.#pointed.filter(({ box }) => !found.some((other) => other.box === box))];
  }

  #take(tile: KnownTile): void {
    this.#picked = tile;
    this.#follower = new Follower(tile);
    this.events.onPicked(infoOf(tile));
    this.#attach(tile);
  }

  #known(picture: Picture): KnownTile {
    const id = this.#ids.get(picture.box) ?? this.#nextId++;
    this.#ids.set(picture.box, id);
    const seen = describe(this.#platform, picture.box);
    const { source } = picture;
    const kind = ownSurface(source) ? "screen" : isOwnCamera(source) ? "self" : seen.kind;
    return { ...picture, id, seen, kind };
  }

  #follow(): void {
    if (!this.#follower) return;
    const now = this.#follower.find(this.tiles);
    if (!now) this.#lose();
    else if (now.box !== this.#picked?.box) this.#take(now);
    else {
      this.#picked = now;
      this.#attach(now);
    }
  }

  #lose(): void {
    if (!this.#picked) return;
    this.#picked = null;
    this.#detach();
    this.events.onLost();
  }

  /** Read the picture's current track; pages swap tracks and simulcast layers at any time. */
  #attach(tile: KnownTile): void {
    if (!this.#isCapturing) return;
    try {
      this.#listen(tile);
    } catch (error) {
      console.warn("candor: the sound of the tile cannot be read", error);
    }
    if (this.#borrowed && isTrackOf(tile.source, this.#borrowed)) return;
    this.#stopReading();
    this.#borrowed = borrowTrack(tile.source);
    if (!this.#borrowed) return;
    const crop = () => (this.#picked ? cropOf(this.#picked) : null);
    const Reader = HAS_PROCESSOR ? TrackReader : DrawnReader;
    this.#reader = new Reader(this.#borrowed.track, crop, this.pace, this.closeUps, this.events.onPicture);
  }

  /** Read the sound that goes with the picture; pages add, swap and drop tracks at any time. */
  #listen(tile: KnownTile): void {
    const others = this.tiles.filter((other) => other.id !== tile.id && other.kind === "person");
    const tracks = soundTracksOf(tile.source, others.length === 0, findPlayers(document, this.shadowRootOf));
    if (this.#ear?.reads(tracks)) return;
    this.#ear?.stop();
    this.#ear =
      tracks.length > 0 ? new SoundReader(tracks, HAS_PROCESSOR ? TrackTap : GraphTap, this.events.onSound) : null;
  }

  #stopReading(): void {
    this.#reader?.stop();
    this.#reader = null;
    if (this.#borrowed?.isOurs) this.#borrowed.track.stop();
    this.#borrowed = null;
  }

  #detach(): void {
    this.#stopReading();
    this.#ear?.stop();
    this.#ear = null;
  }
}

function infoOf(tile: KnownTile): TileInfo {
  const { source, seen, kind } = tile;
  const [width, height] = isVideo(source) ? [source.videoWidth, source.videoHeight] : [source.width, source.height];
  const crop = cropOf(tile) ?? { width: 1, height: 1 };
  return {
    id: tile.id,
    name: seen.name,
    width: Math.round(width * crop.width),
    height: Math.round(height * crop.height),
    kind,
    isDrawn: !isVideo(source),
  };
}

/** What the interviewer shares, if the page plays it back: a track of one's own screen says what it shows. */
function sharingIn(sources: readonly Source[]): Sharing | null {
  const surface = sources.map(ownSurface).find((each) => each !== null);
  if (surface === undefined || surface === null) return null;
  return surface === "browser" ? "tab" : surface === "window" ? "window" : "screen";
}
