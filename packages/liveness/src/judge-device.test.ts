import { describe, expect, it } from 'vitest';
import { judgeDevice, parseDeviceRules, strictestDeviceRules, type DeviceRules } from './judge-device.js';

describe('judgeDevice', () => {
  it('finds nothing where nothing is known', () => {
    expect(judgeDevice(undefined)).toBeUndefined();
  });

  it.each<[string, DeviceRules, string]>([
    ['records a risk without a rule', {}, 'pass'],
    ['records a risk whose rule says so', { bot: 'record' }, 'pass'],
    ['doubts a risk that asks for gestures', { bot: 'gestures' }, 'doubtful'],
    ['fails a risk that is refused', { bot: 'refuse' }, 'fail'],
    ['follows no rule of a risk that the device does not have', { rooted: 'refuse', payloadTampered: 'refuse' }, 'pass'],
    ['follows the strictest rule of several risks', { bot: 'gestures', emulated: 'refuse' }, 'fail'],
  ])('%s', (_, rules, outcome) => {
    expect(judgeDevice({ risk: { bot: true, emulated: true, rooted: false }, isAttested: true, rules })).toEqual({ outcome, value: 2 });
  });

  it.each<[string, boolean, DeviceRules, string, number]>([
    ['without a rule', false, {}, 'pass', 0],
    ['that is to be recorded', false, { unattested: 'record' }, 'pass', 1],
    ['that must show gestures', false, { unattested: 'gestures' }, 'doubtful', 1],
    ['that is refused', false, { unattested: 'refuse' }, 'fail', 1],
    ['that is refused, and is attested', true, { unattested: 'refuse' }, 'pass', 0],
  ])('judges a device that nothing vouches for %s', (_, isAttested, rules, outcome, value) => {
    expect(judgeDevice({ risk: {}, isAttested, rules })).toEqual({ outcome, value });
  });
});

describe('rules of devices', () => {
  it('are read as an operator writes them, and not if they name another risk or consequence', () => {
    expect(parseDeviceRules('bot=gestures, rooted=refuse')).toEqual({ bot: 'gestures', rooted: 'refuse' });
    expect(parseDeviceRules('unattested=gestures')).toEqual({ unattested: 'gestures' });
    expect(parseDeviceRules('none')).toEqual({});
    for (const wrong of ['', 'bot', 'bot=', 'bot=maybe', 'ghost=refuse', 'bot=refuse=refuse', 'bot=refuse,']) {
      expect(parseDeviceRules(wrong)).toBeNull();
    }
  });

  it('of service and client are the stricter for each risk', () => {
    const [service, client]: DeviceRules[] = [
      { bot: 'refuse', rooted: 'record' },
      { bot: 'gestures', rooted: 'gestures' },
    ];
    expect(strictestDeviceRules(service!, client!)).toEqual({ bot: 'refuse', rooted: 'gestures' });
    expect(strictestDeviceRules(client!, service!)).toEqual({ bot: 'refuse', rooted: 'gestures' });
    expect(strictestDeviceRules({}, {})).toEqual({});
  });
});
