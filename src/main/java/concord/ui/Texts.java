package concord.ui;

import java.text.MessageFormat;
import java.util.Locale;
import java.util.ResourceBundle;

/// The window's words, from `concord/i18n/messages*.properties`. Keys are constants in the code, so that a test can find missing and unused ones.
public final class Texts {
    private static final ResourceBundle BUNDLE = ResourceBundle.getBundle("concord.i18n.messages", Locale.getDefault());

    private Texts() {
    }

    /// @param arguments for {0}, {1}, ... as [MessageFormat] reads them; without any the text is taken as it stands
    /// @throws java.util.MissingResourceException for an unknown key
    public static String get(String key, Object... arguments) {
        String text = BUNDLE.getString(key);
        return arguments.length == 0 ? text : new MessageFormat(text, Locale.ENGLISH).format(arguments);
    }
}
