/** Marks the call page for whoever captures its tab: this extension only, and only while the interviewer chooses a tab. */

export const TAB_MARK = "candor.call";

interface Markable {
  setCaptureHandleConfig?(config: { handle?: string; exposeOrigin?: boolean; permittedOrigins?: string[] }): void;
}

export function markTab(isOn: boolean, reader: string): void {
  const devices = navigator.mediaDevices as MediaDevices & Markable;
  devices.setCaptureHandleConfig?.(isOn ? { handle: TAB_MARK, permittedOrigins: [reader] } : {});
}
