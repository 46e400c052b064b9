// Does a received text message have the shape that the specification promises? Tables in messages.gen.ts, rules here.
import type { ClientMessage, ObjectShape, ServerMessage, Shape } from "./messages.gen";
import { CLIENT_SHAPES, SERVER_SHAPES } from "./messages.gen";

/** Read a message of the server; null when it is none. */
export function parseServerMessage(text: string): ServerMessage | null {
  return parse<ServerMessage>(text, SERVER_SHAPES);
}

/** Whether a message is of a kind that we do not know: a newer server may have more to say. */
export function isOfUnknownType(text: string): boolean {
  const type = typeOf(parsed(text));
  return type !== "" && !Object.hasOwn(SERVER_SHAPES, type);
}

/** Read a message as the server would read ours; null when it would refuse. */
export function parseClientMessage(text: string): ClientMessage | null {
  return parse<ClientMessage>(text, CLIENT_SHAPES);
}

function parse<M>(text: string, shapes: Readonly<Record<string, Shape>>): M | null {
  const value = parsed(text);
  const type = typeOf(value);
  const shape = Object.hasOwn(shapes, type) ? shapes[type] : undefined;
  return shape !== undefined && fits(value, shape) ? (value as M) : null;
}

/** The value of JSON; null where it is none. */
function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function typeOf(value: unknown): string {
  return isRecord(value) && typeof value.type === "string" ? value.type : "";
}

/** Whether a value of JSON has a shape. */
export function fits(value: unknown, shape: Shape): boolean {
  switch (shape.kind) {
    case "string":
      return typeof value === "string" && [...value].length <= (shape.max ?? Number.POSITIVE_INFINITY);
    case "integer":
      return Number.isInteger(value) && inRange(value as number, shape);
    case "number":
      return typeof value === "number" && inRange(value, shape);
    case "boolean":
      return typeof value === "boolean";
    case "null":
      return value === null;
    case "enum":
      return typeof value === "string" && shape.values.includes(value);
    case "array":
      return Array.isArray(value) && value.every((item) => fits(item, shape.of));
    case "either":
      return shape.of.some((one) => fits(value, one));
    case "object":
      return isRecord(value) && fitsObject(value, shape);
  }
}

function fitsObject(value: Record<string, unknown>, shape: ObjectShape): boolean {
  if (!shape.required.every((name) => Object.hasOwn(value, name))) return false;
  return Object.entries(value).every(([name, item]) => {
    const field = Object.hasOwn(shape.fields, name) ? shape.fields[name] : undefined;
    return field !== undefined && fits(item, field);
  });
}

function inRange(value: number, bounds: { readonly min?: number; readonly max?: number }): boolean {
  return value >= (bounds.min ?? Number.NEGATIVE_INFINITY) && value <= (bounds.max ?? Number.POSITIVE_INFINITY);
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
