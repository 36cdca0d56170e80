package dev.weft.engine.configuration;

import dev.weft.engine.common.ErrorCode;
import dev.weft.engine.common.WeftException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A configuration file.
 *
 * <p>A file whose lines all have the form {@code key: value} is read as it stands, line by line: the value is everything
 * after the first {@code ": "} up to {@code " #"}, so that JVM arguments, globs and URLs need no quotes. Any other file
 * is read as YAML, and nested keys are joined by dots, lists by ';'.
 *
 * @param entries in the order of the file
 * @param warnings one line each
 */
public record ConfigurationFile(List<Entry> entries, List<String> warnings) {

    /** A key and its value as text. */
    public record Entry(String key, String value, Origin origin) {}

    public ConfigurationFile {
        entries = List.copyOf(entries);
        warnings = List.copyOf(warnings);
    }

    public static ConfigurationFile read(Path file) {
        try {
            return parse(Files.readString(file), file.toString());
        } catch (IOException e) {
            throw new WeftException(
                    ErrorCode.INVALID_CONFIGURATION, "cannot read the configuration file " + file + ": " + e, e);
        }
    }

    /**
     * @param text the file's content
     * @param name the file's name for messages
     */
    public static ConfigurationFile parse(String text, String name) {
        List<Entry> entries = new ArrayList<>();
        List<String> lines = text.lines().toList();
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i);
            if (line.isBlank() || line.startsWith("#") || line.equals("---")) {
                continue;
            }
            int colon = separator(line);
            if (colon < 1
                    || Character.isWhitespace(line.charAt(0))
                    || line.startsWith("- ")
                    || opensBlock(line, colon)) {
                return unique(YamlEntries.read(text, name));
            }
            String key = line.substring(0, colon).strip();
            String value = value(line.substring(colon + 1).strip());
            if (!value.isEmpty()) {
                entries.add(new Entry(key, value, Origin.line(name, i + 1)));
            }
        }
        return unique(entries);
    }

    /** Index of the first colon that ends a key: followed by a blank or the end of the line. */
    private static int separator(String line) {
        for (int i = line.indexOf(':'); i >= 0; i = line.indexOf(':', i + 1)) {
            if (i + 1 == line.length() || Character.isWhitespace(line.charAt(i + 1))) {
                return i;
            }
        }
        return -1;
    }

    /** Whether the value is a YAML collection or text block, which only YAML can read. */
    private static boolean opensBlock(String line, int colon) {
        String value = line.substring(colon + 1).strip();
        return value.startsWith("[")
                || value.startsWith("{")
                || value.equals("|")
                || value.equals(">")
                || value.equals("|-")
                || value.equals(">-");
    }

    /** The value without its quotes, if it is all in quotes, and without the comment behind it. */
    private static String value(String written) {
        if (written.startsWith("'") || written.startsWith("\"")) {
            StringBuilder text = new StringBuilder(written.length());
            int end = written.charAt(0) == '"' ? doubleQuoted(written, text) : singleQuoted(written, text);
            String behind = end < 0 ? "x" : written.substring(end);
            if (behind.isBlank() || behind.strip().startsWith("#")) {
                return text.toString();
            }
        }
        for (int i = written.indexOf('#'); i >= 0; i = written.indexOf('#', i + 1)) {
            if (i == 0 || Character.isWhitespace(written.charAt(i - 1))) {
                return written.substring(0, i).strip();
            }
        }
        return written;
    }

    /** Index behind the closing quote, or -1 when there is none; a doubled quote stands for one. */
    private static int singleQuoted(String written, StringBuilder text) {
        for (int i = 1; i < written.length(); i++) {
            if (written.charAt(i) != '\'') {
                text.append(written.charAt(i));
            } else if (i + 1 < written.length() && written.charAt(i + 1) == '\'') {
                text.append(written.charAt(++i));
            } else {
                return i + 1;
            }
        }
        return -1;
    }

    /** Index behind the closing quote, or -1 when there is none; a backslash escapes. */
    private static int doubleQuoted(String written, StringBuilder text) {
        for (int i = 1; i < written.length(); i++) {
            char c = written.charAt(i);
            if (c == '"') {
                return i + 1;
            }
            if (c != '\\' || i + 1 == written.length()) {
                text.append(c);
                continue;
            }
            char escaped = written.charAt(++i);
            switch (escaped) {
                case 'n' -> text.append('\n');
                case 'r' -> text.append('\r');
                case 't' -> text.append('\t');
                case '"', '\\' -> text.append(escaped);
                default -> text.append('\\').append(escaped);
            }
        }
        return -1;
    }

    /** Keeps the last of equal keys. */
    private static ConfigurationFile unique(List<Entry> entries) {
        Map<String, Entry> last = new LinkedHashMap<>();
        List<String> warnings = new ArrayList<>();
        for (Entry entry : entries) {
            Entry former = last.put(entry.key(), entry);
            if (former != null) {
                warnings.add(entry.key() + " is given twice: " + former.origin() + " is ignored, " + entry.origin()
                        + " holds");
            }
        }
        return new ConfigurationFile(List.copyOf(last.values()), warnings);
    }

    /** Settings as the bytes of a file that {@link #parse} reads back to the same settings. */
    public static byte[] write(Map<String, String> settings) {
        StringBuilder text = new StringBuilder();
        new TreeMap<>(settings).forEach((key, value) -> {
            if (!value.isEmpty()) {
                text.append(key).append(": ").append(quoted(value)).append('\n');
            }
        });
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static String quoted(String value) {
        return '"'
                + value.replace("\\", "\\\\")
                        .replace("\"", "\\\"")
                        .replace("\n", "\\n")
                        .replace("\r", "\\r")
                        .replace("\t", "\\t")
                + '"';
    }
}
