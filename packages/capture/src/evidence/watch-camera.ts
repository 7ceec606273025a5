import { cameraFunctions, type CameraFunction, type CameraTrace } from '@face-session/protocol';

/** Pictures whose times are kept: some seconds, so that a slow start counts no longer. */
const KEPT_PICTURES = 120;

/** The part of a picture's metadata that types of the DOM may lack. */
type Metadata = Pick<VideoFrameCallbackMetadata, 'mediaTime'> &
  Partial<Pick<VideoFrameCallbackMetadata, 'captureTime' | 'receiveTime' | 'processingDuration'>>;

/** Only Chromium tells when a camera took a picture and whether one was decoded; others tell it of some cameras, or in other cases. */
const isChromium = 'userAgentData' in navigator;

/** What the browser tells of a camera while a session looks through it. Nothing of it proves a camera: all of it is the word of this page. */
export interface CameraWatch {
  /** What was told until now; undefined before the first picture. */
  trace(): CameraTrace | undefined;
  /** Asks a copy of the track for a rate, now or when there is one. */
  askRate(perSecond: number): void;
}

/** Watches the camera that a video shows, whichever it is, until the signal is aborted. Never throws. */
export function watchCamera(video: HTMLVideoElement, signal: AbortSignal): CameraWatch {
  let track: MediaStreamTrack | undefined;
  let known: Partial<CameraTrace> = {};
  let pictures: Metadata[] = [];
  let rate: number | undefined;

  const begin = (next: MediaStreamTrack): void => {
    track = next;
    pictures = [];
    const described: Partial<CameraTrace> = {};
    known = described;
    // Each part for itself: what a browser lacks is not told.
    void describe(next, described).catch(() => undefined);
    if (rate !== undefined) void followRate(next, rate, described);
  };
  const look = (_now: number, metadata: Metadata): void => {
    if (signal.aborted) return;
    const shown = video.srcObject instanceof MediaStream ? video.srcObject.getVideoTracks()[0] : undefined;
    if (shown && shown !== track) begin(shown);
    if (shown) pictures = [...pictures, metadata].slice(-KEPT_PICTURES);
    video.requestVideoFrameCallback(look);
  };
  if ('requestVideoFrameCallback' in video) video.requestVideoFrameCallback(look);

  return {
    trace: () => (track ? { ...known, ...timesOf(pictures) } : undefined),
    askRate(perSecond) {
      rate = perSecond;
      if (track) void followRate(track, perSecond, known);
    },
  };
}

/** Asks a copy of a track for a rate, and adds what it did. The track itself stays as it is. */
async function followRate(track: MediaStreamTrack, perSecond: number, described: Partial<CameraTrace>): Promise<void> {
  // Elsewhere copies may share the settings of their camera.
  if (!isChromium) return;
  const copy = track.clone();
  try {
    await copy.applyConstraints({ frameRate: { exact: perSecond } });
    described.rate = copy.getSettings().frameRate;
  } catch {
    described.rate = 'refused';
  }
  copy.stop();
}

/** Adds what the browser tells of a track, piece by piece. */
async function describe(track: MediaStreamTrack, described: Partial<CameraTrace>): Promise<void> {
  const realm = cleanRealm();
  described.trackClass = (realm?.Object ?? Object).prototype.toString.call(track).slice('[object '.length, -1);
  const settings = track.getSettings();
  if (navigator.mediaDevices.getSupportedConstraints().groupId) described.hasGroup = Boolean(settings.groupId);
  // Firefox before 132 has no capabilities.
  const capabilities = (track.getCapabilities as MediaStreamTrack['getCapabilities'] | undefined)?.call(track);
  if (capabilities) described.hasRange = Boolean(capabilities.width?.max && capabilities.height?.max);
  if (realm) described.replaced = cameraFunctions.filter((name) => isReplaced(name, track, realm));
  const devices = await navigator.mediaDevices.enumerateDevices();
  if (settings.deviceId) described.isListed = devices.some(({ kind, deviceId }) => kind === 'videoinput' && deviceId === settings.deviceId);
}

/** What a frame of its own has that no code of the page has touched. */
type Realm = Pick<typeof globalThis, 'Object' | 'Function'>;

function cleanRealm(): Realm | undefined {
  const frame = document.createElement('iframe');
  frame.hidden = true;
  document.head.append(frame);
  const realm = frame.contentWindow as (Window & typeof globalThis) | null;
  const { Object: cleanObject, Function: cleanFunction } = realm ?? {};
  frame.remove();
  return cleanObject && cleanFunction && { Object: cleanObject, Function: cleanFunction };
}

/** Whether a function of the browser is another one than the browser made. A bound function or a proxy has lost its name. */
function isReplaced(name: CameraFunction, track: MediaStreamTrack, realm: Realm): boolean {
  const getter = Object.getOwnPropertyDescriptor(track, 'label') ?? Object.getOwnPropertyDescriptor(MediaStreamTrack.prototype, 'label');
  const [holder, key] = {
    getUserMedia: [navigator.mediaDevices, name],
    enumerateDevices: [navigator.mediaDevices, name],
    getSettings: [track, name],
    getCapabilities: [track, name],
    label: [getter ?? {}, 'get'],
    toString: [Function.prototype, name],
  }[name] as [object, string];
  const found: unknown = Reflect.get(holder, key);
  if (found === undefined) return name === 'label';
  if (typeof found !== 'function') return true;
  const source = realm.Function.prototype.toString.call(found);
  return !new RegExp(`^function (get )?${name}\\(\\)\\s*\\{\\s*\\[native code\\]\\s*\\}$`).test(source);
}

/** The counts and times of pictures. */
function timesOf(pictures: readonly Metadata[]): Pick<CameraTrace, 'pictures' | 'captureTimes' | 'decoded' | 'intervalMs' | 'jitterMs'> {
  const gaps = pictures.slice(1).map(({ mediaTime }, index) => Math.abs(mediaTime - (pictures[index]?.mediaTime ?? mediaTime)) * 1000);
  const intervalMs = middleOf(gaps);
  const count = (holds: (picture: Metadata) => boolean): number => pictures.filter(holds).length;
  return {
    pictures: pictures.length,
    ...(isChromium && { captureTimes: count(({ captureTime }) => captureTime !== undefined) }),
    decoded: count(({ receiveTime, processingDuration }) => receiveTime !== undefined || (isChromium && processingDuration !== undefined)),
    intervalMs: rounded(intervalMs),
    jitterMs: rounded(middleOf(gaps.map((gap) => Math.abs(gap - intervalMs)))),
  };
}

function middleOf(values: readonly number[]): number {
  return [...values].sort((one, other) => one - other)[values.length >> 1] ?? 0;
}

const rounded = (value: number): number => Math.round(value * 1000) / 1000;
