package dev.weft.yarn.common.launch;

import dev.weft.engine.common.ErrorCode;
import dev.weft.engine.common.WeftException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One word of a container's command.
 *
 * @param script as the shell in the container reads it, quoted where it has to be
 */
public record ShellWord(String script) {

    /** A word that the shell takes letter by letter. Refuses what YARN or a shell script cannot carry. */
    public static ShellWord literal(String text) {
        return new ShellWord(ShellText.word(text));
    }

    public static List<ShellWord> literals(List<String> texts) {
        return texts.stream().map(ShellWord::literal).toList();
    }

    /**
     * Words as a user writes them for a shell: separated by white space; within quotes, and after a backslash, every character stands for
     * itself, but in double quotes the backslash does so only before {@code " \ $}. {@code $NAME} and <code>${NAME}</code>, not in
     * single quotes, become what the container's environment has under this name, as part of the word.
     *
     * @param origin where the text comes from, for messages
     */
    public static List<ShellWord> split(String text, String origin) {
        return new Splitter(text, origin).words();
    }

    private static final class Splitter {
        private final String text;
        private final String origin;
        private final List<ShellWord> words = new ArrayList<>();
        private final StringBuilder script = new StringBuilder();
        private final StringBuilder literal = new StringBuilder();
        private boolean inWord;
        private int at;

        Splitter(String text, String origin) {
            this.text = text;
            this.origin = origin;
        }

        List<ShellWord> words() {
            while (at < text.length()) {
                char c = text.charAt(at++);
                if (Character.isWhitespace(c)) {
                    endWord();
                } else {
                    inWord = true;
                    switch (c) {
                        case '\'' -> singleQuoted();
                        case '"' -> doubleQuoted();
                        case '\\' -> literal.append(at < text.length() ? text.charAt(at++) : c);
                        case '$' -> dollar();
                        default -> literal.append(c);
                    }
                }
            }
            endWord();
            return List.copyOf(words);
        }

        private void singleQuoted() {
            int end = text.indexOf('\'', at);
            if (end < 0) {
                throw notClosed('\'', at - 1);
            }
            literal.append(text, at, end);
            at = end + 1;
        }

        private void doubleQuoted() {
            int begin = at - 1;
            while (at < text.length()) {
                char c = text.charAt(at++);
                if (c == '"') {
                    return;
                }
                if (c == '$') {
                    dollar();
                } else if (c == '\\' && at < text.length() && "\"\\$".indexOf(text.charAt(at)) >= 0) {
                    literal.append(text.charAt(at++));
                } else {
                    literal.append(c);
                }
            }
            throw notClosed('"', begin);
        }

        /** After a dollar: a variable's name, or nothing special. */
        private void dollar() {
            Optional<String> name = name();
            if (name.isEmpty()) {
                literal.append('$');
                return;
            }
            endLiteral();
            script.append("\"${").append(name.get()).append("}\"");
        }

        private Optional<String> name() {
            boolean braces = text.startsWith("{", at);
            int begin = braces ? at + 1 : at;
            int end = begin;
            while (end < text.length() && isOfName(text.charAt(end), end == begin)) {
                end++;
            }
            if (end == begin || braces && !text.startsWith("}", end)) {
                return Optional.empty();
            }
            at = braces ? end + 1 : end;
            return Optional.of(text.substring(begin, end));
        }

        private static boolean isOfName(char c, boolean first) {
            return c == '_' || c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || !first && c >= '0' && c <= '9';
        }

        private void endLiteral() {
            if (!literal.isEmpty()) {
                script.append(ShellText.word(literal.toString()));
                literal.setLength(0);
            }
        }

        private void endWord() {
            if (inWord) {
                endLiteral();
                words.add(script.isEmpty() ? literal("") : new ShellWord(script.toString()));
                script.setLength(0);
                inWord = false;
            }
        }

        private WeftException notClosed(char quote, int begin) {
            return new WeftException(
                    ErrorCode.INVALID_CONFIGURATION,
                    origin + ": the quote " + quote + " at character " + (begin + 1) + " of '" + text
                            + "' is not closed; close it, or write \\" + quote + " for the character itself");
        }
    }
}
