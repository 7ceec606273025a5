import { Component } from '@angular/core';
import { FaceCheck } from './face-check';

@Component({
  selector: 'app-root',
  imports: [FaceCheck],
  template: `<main><app-face-check /></main>`,
})
export class App {}
