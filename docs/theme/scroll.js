// What scrolls can be reached with the keyboard.
for (const box of document.querySelectorAll(
    "pre > code, .table-wrapper, figure.picture",
)) {
    if (box.scrollWidth > box.clientWidth) {
        box.tabIndex = 0;
    }
}
