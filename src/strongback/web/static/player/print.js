// The button that prints the sheet. Without script it stays hidden, and the browser's own menu prints.
const button = document.getElementById('print');
if (button) {
  button.hidden = false;
  button.addEventListener('click', () => window.print());
}
