package concord.ui.data;

/// What the buttons of the Data screen start.
interface Actions {
    void drawSample();

    void export();

    void chooseFile();
}
