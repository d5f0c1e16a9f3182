// openTarget opens the sentence of the event that the address names.
export function openTarget() {
  const name = decodeURIComponent(location.hash.slice(1));
  const target = name && document.getElementById(name);
  const details = target && target.querySelector("details.evidence");
  if (details) {
    details.open = true;
  }
}
