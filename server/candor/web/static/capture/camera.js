// Opens a camera and says in one word why it could not.

const PROBLEMS = {
  NotAllowedError: "denied",
  SecurityError: "denied",
  NotFoundError: "none",
  OverconstrainedError: "none",
  NotReadableError: "in_use",
  AbortError: "in_use",
};

/** A camera could not be opened; `word` says why: "insecure", "denied", "none", "in_use". */
export class NoCamera extends Error {
  constructor(word) {
    super(word);
    this.word = word;
  }
}

/** Return a stream. `wanted` is what getUserMedia takes. */
export async function openCamera(wanted) {
  const devices = navigator.mediaDevices;
  if (!devices?.getUserMedia) throw new NoCamera("insecure");
  try {
    return await devices.getUserMedia(wanted);
  } catch (error) {
    throw new NoCamera(PROBLEMS[error.name] ?? "in_use");
  }
}

export function closeCamera(stream) {
  for (const track of stream?.getTracks() ?? []) track.stop();
}

/** The id of the camera after the one in use; null where there is only one. */
export async function nextCamera(stream) {
  const cameras = (await navigator.mediaDevices.enumerateDevices()).filter((device) => device.kind === "videoinput");
  const now = stream.getVideoTracks()[0]?.getSettings().deviceId;
  const at = cameras.findIndex((camera) => camera.deviceId === now);
  return cameras.length > 1 ? cameras[(at + 1) % cameras.length].deviceId : null;
}

/** Show a stream and wait for its first picture. */
export async function play(video, stream) {
  video.srcObject = stream;
  await video.play();
}
