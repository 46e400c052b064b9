/**
 * Is what a call page says within reason? The page's process runs foreign code beside our content script, so sizes,
 * numbers and names are looked at before anything is built of them. What it may say at all: messages.ts.
 */
import { packedBytes, planesOf } from "./capture/scale";
import type { CloseUp, FromContent, RawPicture, RawSound } from "./messages";
import type { TileInfo } from "./values";

const MAX_SIDE_PX = 16_384;
/** A picture is scaled down before it is sent. */
const MAX_PICTURE_PX = 1920 * 1080;
const MAX_TILES = 500;
const MAX_NAME_CHARS = 500;
const MAX_BLOCK_S = 2;
const RATES_HZ: [number, number] = [8000, 384_000];

export function isWithinReason(message: FromContent): boolean {
  switch (message.kind) {
    case "page":
      return isShort(message.page?.platform) && isList(message.page.tiles, isTile) && isList(message.page.misfits);
    case "picked":
      return isTile(message.tile) && isShort(message.platform);
    case "picture":
      return isTime(message.capturedAtS) && isPicture(message.picture) && isCloseUp(message.closeUp);
    case "sound":
      return isSound(message.sound);
    case "crop":
      return message.name === null || isShort(message.name);
    default:
      return true;
  }
}

function isTile(tile: TileInfo): boolean {
  if (!isRecord(tile) || !Number.isSafeInteger(tile.id)) return false;
  const sizes = [tile.width, tile.height];
  return (tile.name === null || isShort(tile.name)) && sizes.every((px) => isBetween(px, 0, MAX_SIDE_PX));
}

function isPicture(picture: RawPicture): boolean {
  if (!isRecord(picture) || !(picture.data instanceof ArrayBuffer)) return false;
  const { format, width, height } = picture;
  if (!["I420", "NV12", "RGBA"].includes(format) || ![width, height].every((px) => Number.isSafeInteger(px) && px > 0))
    return false;
  return width * height <= MAX_PICTURE_PX && picture.data.byteLength === packedBytes(planesOf(format, width, height));
}

function isCloseUp(closeUp: CloseUp | undefined): boolean {
  return closeUp === undefined || (isRecord(closeUp) && Number.isSafeInteger(closeUp.id) && isPicture(closeUp.picture));
}

function isSound(sound: RawSound): boolean {
  if (!isRecord(sound) || !isTime(sound.capturedAtS) || !isBetween(sound.hz, ...RATES_HZ)) return false;
  if (!(sound.samples instanceof ArrayBuffer)) return false;
  const { byteLength } = sound.samples;
  return byteLength % Float32Array.BYTES_PER_ELEMENT === 0 && byteLength <= MAX_BLOCK_S * sound.hz * 4;
}

function isRecord(value: unknown): boolean {
  return typeof value === "object" && value !== null;
}

function isList<Item>(values: readonly Item[], isItem: (item: Item) => boolean = isRecord): boolean {
  return Array.isArray(values) && values.length <= MAX_TILES && values.every(isItem);
}

function isShort(text: unknown): boolean {
  return typeof text === "string" && text.length <= MAX_NAME_CHARS;
}

function isBetween(value: unknown, least: number, most: number): boolean {
  return typeof value === "number" && value >= least && value <= most;
}

/** Seconds since 1970. */
function isTime(value: unknown): boolean {
  return isBetween(value, 0, 1e11);
}
