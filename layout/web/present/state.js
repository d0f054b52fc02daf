// The presenter's state: its parts on the page, the show, and what it goes back to.
/** @type {Presenter} */
export const presenter = {
  at: -1,
  stepInLink: stepInLink(),
  contentToPrint: () => (presenter.standsAlone ? presenter.content : null),
};

function stepInLink() {
  const query = location.protocol === 'file:' ? location.hash.slice(1) : location.search;
  return new URLSearchParams(query).get('step') || '';
}
