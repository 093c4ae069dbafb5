package concord.ui;

import concord.app.AppContext;
import concord.app.Home;
import javafx.application.Application;
import javafx.stage.Stage;
import org.jspecify.annotations.Nullable;

/// The JavaFX life cycle around one [MainWindow]; public because JavaFX makes it.
public final class WindowApplication extends Application {
    private @Nullable AppContext app;
    private @Nullable MainWindow window;

    @Override
    public void start(Stage stage) {
        AppContext context = new AppContext(Home.standard());
        app = context;
        MainWindow main = new MainWindow(context, stage);
        window = main;
        main.start(getParameters().getRaw());
    }

    @Override
    public void stop() {
        if (window != null)
            window.dispose();
        if (app != null)
            app.close();
    }
}
