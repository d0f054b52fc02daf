// What all rooms share: the living map, the page, and the connection to the server.
/** @type {Session} */
export const session = {
  ctx: null,
  page: 'overview',
  panels: [],
  marks: {},
  standalone: false,
  presenting: false,
  rules: null,
  early: null,
  pending: null,
  returning: null,
  otherPanels: null,
  storyAddress: null,
  mapImage: null,
  report: null,
  reload: null,
  seq: 0,
  reporting: 0,
  waiting: 0,
  painting: 0,
};
