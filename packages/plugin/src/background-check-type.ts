/** The lists of a background check. Outside this project; here so that code that names them compiles. */
export enum BackgroundCheckType {
  RDC = 'RDC',
  DOW_JONES = 'DOW_JONES',
}
