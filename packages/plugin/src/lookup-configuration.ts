import type { DocumentType } from './document-type.js';

/** The documents whose data are looked up (document flows, outside this project). */
export class LookupConfiguration {
  readonly documentsList: DocumentType[] | undefined;

  constructor(documentsList?: DocumentType[]) {
    this.documentsList = documentsList;
  }
}
