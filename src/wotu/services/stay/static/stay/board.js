/* Dragging a bar of the occupancy board to another bed. Without this script the form below the board does it. */
(() => {
  "use strict";

  for (const board of document.querySelectorAll("table[data-drag]")) {
    const form = document.getElementById(board.dataset.drag);
    let stay = "";

    const mark = (row) => {
      for (const other of board.querySelectorAll("tr.over-it")) other.classList.remove("over-it");
      if (row) row.classList.add("over-it");
    };

    board.addEventListener("dragstart", (event) => {
      const bar = event.target.closest("[data-stay]");
      if (!bar) return;
      stay = bar.dataset.stay;
      event.dataTransfer.effectAllowed = "move";
      event.dataTransfer.setData("text/plain", stay);
    });
    board.addEventListener("dragover", (event) => {
      const row = event.target.closest("tr[data-bed]");
      if (!stay || !row) return;
      event.preventDefault();
      mark(row);
    });
    board.addEventListener("dragend", () => {
      stay = "";
      mark(null);
    });
    board.addEventListener("drop", (event) => {
      const row = event.target.closest("tr[data-bed]");
      if (!stay || !row) return;
      event.preventDefault();
      form.elements.stay.value = stay;
      form.elements.bed.value = row.dataset.bed;
      form.submit();
    });
  }
})();
