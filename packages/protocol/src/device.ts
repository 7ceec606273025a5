import type { AttestationFormat } from './attestation.js';

/** Who measured a risk of a device: the client itself, whose word it is, the service, or the maker of the device by an attestation that the service verified. */
export const deviceMeasures = ['client', 'server', 'attested'] as const;
export type DeviceMeasure = (typeof deviceMeasures)[number];

/** What can be known of a device, each with who measures it where nothing is attested. The names are the reference's. What is not measured is absent from a result, never false. */
export const deviceRiskTable = {
  /** A program drives the browser, by `navigator.webdriver`. */
  bot: 'client',
  /** An emulator or simulator, by `@capacitor/device`. */
  emulated: 'client',
  /** Rooted or jailbroken, by `@capgo/capacitor-is-root`. */
  rooted: 'client',
  /** An upload of the session did not fit its signature, or an attestation was of another app or of other frames; false: every one was signed, and fitted. */
  payloadTampered: 'server',
} as const satisfies Record<string, DeviceMeasure>;

export type DeviceRisk = keyof typeof deviceRiskTable;
export const deviceRisks = Object.keys(deviceRiskTable) as readonly DeviceRisk[];

/** Risks that the client measures. */
export const clientDeviceRisks = deviceRisks.filter((risk): risk is ClientDeviceRisk => deviceRiskTable[risk] === 'client');
export type ClientDeviceRisk = { [Risk in DeviceRisk]: (typeof deviceRiskTable)[Risk] extends 'client' ? Risk : never }[DeviceRisk];

/** What a device is, in the reference's names. What is not known is absent. */
export interface DeviceDescription {
  /** ANDROID, IOS, WINDOWS, MACOS and so on. */
  platform?: string | undefined;
  manufacturer?: string | undefined;
  model?: string | undefined;
  /** Of the operating system. */
  version?: string | undefined;
  cpuArchitecture?: string | undefined;
}

/** What the client says of its device when it opens an attempt. */
export interface DeviceReport {
  risk?: Partial<Record<ClientDeviceRisk, boolean | undefined>> | undefined;
  info?: DeviceDescription | undefined;
  /** Random UUID of the installation. The service makes another identifier of it for each API client. */
  installationId?: string | undefined;
}

/** What a device is, in a result. */
export interface AttestedDevice extends DeviceDescription {
  /** Of the installation, for this API client alone. */
  identifier?: string | undefined;
}

/** `data.deviceAttestation` of a result. It speaks of the surroundings of the capture only. */
export interface DeviceAttestation {
  /** What was measured. */
  risk: Partial<Record<DeviceRisk, boolean | undefined>>;
  info: AttestedDevice;
  /** Ours: who measured each of `risk`. */
  measuredBy: Partial<Record<DeviceRisk, DeviceMeasure | undefined>>;
  /** Ours: what vouched for app, device and frames. Absent: nothing did. */
  attestedBy?: AttestationFormat | undefined;
}

/** What an operator can have a rule about: a risk, or that nothing vouches for the device. */
export type DeviceRuleSubject = DeviceRisk | 'unattested';
export const deviceRuleSubjects: readonly DeviceRuleSubject[] = [...deviceRisks, 'unattested'];

/** What follows from a risk: the attempt fails, gestures are requested, or it is only recorded. */
export const deviceRiskConsequences = ['record', 'gestures', 'refuse'] as const;
export type DeviceRiskConsequence = (typeof deviceRiskConsequences)[number];
