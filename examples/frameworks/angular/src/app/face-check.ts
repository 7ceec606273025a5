import { Component, CUSTOM_ELEMENTS_SCHEMA, ElementRef, signal, viewChild } from '@angular/core';
import { defineFaceSessionCapture, type CaptureError, type FaceSessionCapture } from '@face-session/capture';
import { openSession, verifyResult, type Outcome } from '../face-session';

defineFaceSessionCapture();

@Component({
  selector: 'app-face-check',
  schemas: [CUSTOM_ELEMENTS_SCHEMA],
  template: `
    <button (click)="check()">Check it’s me</button>
    <face-session-capture #capture (face-session-trace)="step.set($event.detail.event)"></face-session-capture>
    <p>{{ step() }}</p>
    @if (outcome(); as found) {
      <p role="status">{{ found.verified ? 'Verified' : found.code }}</p>
    }
  `,
})
export class FaceCheck {
  readonly capture = viewChild.required<ElementRef<FaceSessionCapture>>('capture');
  readonly outcome = signal<Outcome | undefined>(undefined);
  readonly step = signal('');

  async check(): Promise<void> {
    const options = await openSession();
    try {
      const result = await this.capture().nativeElement.start(options);
      this.outcome.set(await verifyResult(result));
    } catch (error) {
      this.outcome.set({ verified: false, code: (error as CaptureError).code });
    }
  }
}
