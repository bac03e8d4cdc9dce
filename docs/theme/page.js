// Paper shows what is folded, too.
addEventListener("beforeprint", () => {
    for (const box of document.querySelectorAll("details")) {
        box.open = true;
    }
});

// What scrolls can be reached with the keyboard.
for (const box of document.querySelectorAll(
    "pre > code, .table-wrapper, figure.picture",
)) {
    if (box.scrollWidth > box.clientWidth) {
        box.tabIndex = 0;
    }
}
