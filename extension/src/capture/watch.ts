/**
 * Follows the tiles of one frame: gives each video a number, notices when the picked one is re-created or gone, and keeps
 * a reader on its current track.
 */
import type { RawPicture, RawSound, TileInfo } from "../messages";
import { Pace } from "./pace";
import { SoundReader } from "./sound_reader";
import { findPlayers, soundTracksOf } from "./sound_sources";
import { findVideos, isSelfView, isTile, type ShadowRootOf, successorOf, type TileMark, trackOf } from "./tiles";
import { TrackReader } from "./track_reader";

export interface WatchEvents {
  onTiles(tiles: TileInfo[]): void;
  onPicked(tile: TileInfo): void;
  onLost(): void;
  onPicture(capturedAtS: number, picture: RawPicture): void;
  onSound(sound: RawSound): void;
}

export interface KnownTile {
  id: number;
  name: string | null;
  video: HTMLVideoElement;
}

export class TileWatch {
  readonly pace = new Pace(1);
  tiles: KnownTile[] = [];
  #pickedId: number | null = null;
  #mark: TileMark | null = null;
  #reader: TrackReader | null = null;
  #ear: SoundReader | null = null;
  #isCapturing = false;
  #reported = "";
  #nextId = 1;
  readonly #ids = new WeakMap<HTMLVideoElement, number>();

  constructor(
    private readonly nameOf: (video: HTMLVideoElement) => string | null,
    private readonly shadowRootOf: ShadowRootOf,
    private readonly events: WatchEvents,
  ) {}

  get pickedId(): number | null {
    return this.#pickedId;
  }

  /** Look at the page again; call about once a second. */
  look(): void {
    this.tiles = findVideos(document, this.shadowRootOf).map((video) => this.#known(video));
    const infos = this.tiles.map(infoOf);
    const report = JSON.stringify(infos);
    if (report !== this.#reported) this.events.onTiles(infos);
    this.#reported = report;
    this.#follow();
  }

  /** The interviewer has chosen this tile. */
  pick(id: number): void {
    const tile = this.tiles.find((known) => known.id === id);
    if (!tile) return;
    this.#pickedId = id;
    this.#mark = { name: tile.name, box: tile.video.getBoundingClientRect() };
    this.events.onPicked(infoOf(tile));
    this.#attach(tile.video);
  }

  unpick(): void {
    this.#pickedId = null;
    this.#mark = null;
    this.#detach();
  }

  /** Begin or stop taking pictures of the picked tile. */
  setCapturing(isCapturing: boolean): void {
    this.#isCapturing = isCapturing;
    const picked = this.#picked();
    if (isCapturing && picked) this.#attach(picked.video);
    if (!isCapturing) this.#detach();
  }

  #known(video: HTMLVideoElement): KnownTile {
    const id = this.#ids.get(video) ?? this.#nextId++;
    this.#ids.set(video, id);
    return { id, name: this.nameOf(video), video };
  }

  #picked(): KnownTile | null {
    return this.tiles.find((tile) => tile.id === this.#pickedId) ?? null;
  }

  #follow(): void {
    if (!this.#mark) return;
    const picked = this.#picked();
    if (picked && isTile(picked.video)) {
      this.#mark = { name: picked.name ?? this.#mark.name, box: picked.video.getBoundingClientRect() };
      this.#attach(picked.video);
      return;
    }
    const videos = this.tiles.map((tile) => tile.video);
    const successor = successorOf(this.#mark, videos, this.nameOf);
    const id = successor && this.#ids.get(successor);
    if (id) this.pick(id);
    else this.#lose();
  }

  #lose(): void {
    if (this.#pickedId === null) return;
    this.#pickedId = null;
    this.#detach();
    this.events.onLost();
  }

  /** Read the video's current track; pages swap tracks and simulcast layers at any time. */
  #attach(video: HTMLVideoElement): void {
    if (!this.#isCapturing) return;
    try {
      this.#listen(video);
    } catch (error) {
      console.warn("candor: the sound of the tile cannot be read", error);
    }
    if (this.#reader && this.#reader.source.readyState === "live" && isTrackOf(video, this.#reader.source)) return;
    this.#reader?.stop();
    const track = trackOf(video);
    this.#reader = track ? new TrackReader(track, this.pace, this.events.onPicture) : null;
  }

  /** Read the sound that goes with the video; pages add, swap and drop tracks at any time. */
  #listen(video: HTMLVideoElement): void {
    // Some browsers can read a track's pictures only, or nothing: then there is no sound.
    if (typeof MediaStreamTrackProcessor === "undefined") return;
    const videos = this.tiles.map((tile) => tile.video);
    const tracks = soundTracksOf(video, videos, findPlayers(document, this.shadowRootOf));
    if (this.#ear?.reads(tracks)) return;
    this.#ear?.stop();
    this.#ear = tracks.length > 0 ? new SoundReader(tracks, this.events.onSound) : null;
  }

  #detach(): void {
    this.#reader?.stop();
    this.#reader = null;
    this.#ear?.stop();
    this.#ear = null;
  }
}

/** A track captured from a file's element belongs to no srcObject; it lasts as long as it is live. */
function isTrackOf(video: HTMLVideoElement, track: MediaStreamTrack): boolean {
  const source = video.srcObject;
  return source instanceof MediaStream ? source.getVideoTracks().includes(track) : true;
}

function infoOf(tile: KnownTile): TileInfo {
  const { video } = tile;
  return {
    id: tile.id,
    name: tile.name,
    width: video.videoWidth,
    height: video.videoHeight,
    isSelfView: isSelfView(video),
  };
}
