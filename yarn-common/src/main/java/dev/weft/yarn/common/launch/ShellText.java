package dev.weft.yarn.common.launch;

import dev.weft.engine.common.ErrorCode;
import dev.weft.engine.common.WeftException;

/**
 * Quoting for launch commands. A NodeManager replaces {@code <LOG_DIR>}, <code>{{</code> and <code>}}</code> in the
 * command and writes it as {@code exec /bin/bash -c "command"}, so a command is read by two shells.
 */
final class ShellText {

    private ShellText() {}

    /** One word that the inner shell takes literally. Refuses what YARN or a shell script cannot carry. */
    static String word(String text) {
        if (text.chars().anyMatch(c -> c < ' ') || text.contains("{{") || text.contains("}}")) {
            throw new WeftException(
                    ErrorCode.INVALID_CONFIGURATION,
                    "'" + text.replaceAll("\\p{Cntrl}", "?")
                            + "' cannot be given to a container: it holds a control character or doubled braces");
        }
        boolean plain = text.chars().allMatch(c -> Character.isLetterOrDigit(c) || "-+_./:=,@%<>".indexOf(c) >= 0)
                && (text.replace("<LOG_DIR>", "").indexOf('<') < 0)
                && (text.replace("<LOG_DIR>", "").indexOf('>') < 0);
        // The log directory is put in by the NodeManager before any shell reads the word.
        return plain && !text.isEmpty() ? text : "'" + text.replace("'", "'\\''") + "'";
    }

    /** A script for the inner shell, as it must stand between the outer shell's double quotes. */
    static String throughOuterShell(String script) {
        StringBuilder out = new StringBuilder(script.length() + 16);
        for (int i = 0; i < script.length(); i++) {
            char c = script.charAt(i);
            if (c == '\\' || c == '"' || c == '$' || c == '`') {
                out.append('\\');
            }
            out.append(c);
        }
        return out.toString();
    }
}
