package dev.weft.engine.common.json;

/** Formats JSON values as text. */
final class JsonWriter {

    private static final String HEX = "0123456789abcdef";
    private static final int BRIEF = 40;

    private JsonWriter() {}

    static void write(Json value, StringBuilder out) {
        if (value instanceof Json.Str text) {
            quote(text.value(), out);
        } else if (value instanceof Json.Num number) {
            out.append(number.literal());
        } else if (value instanceof Json.Bool bool) {
            out.append(bool.value());
        } else if (value instanceof Json.Null) {
            out.append("null");
        } else if (value instanceof Json.Arr array) {
            char separator = '[';
            for (Json element : array.elements()) {
                out.append(separator);
                write(element, out);
                separator = ',';
            }
            out.append(separator == '[' ? "[]" : "]");
        } else if (value instanceof Json.Obj object) {
            char separator = '{';
            for (var member : object.members().entrySet()) {
                out.append(separator);
                quote(member.getKey(), out);
                out.append(':');
                write(member.getValue(), out);
                separator = ',';
            }
            out.append(separator == '{' ? "{}" : "}");
        }
    }

    /** Writes a quoted string; also escapes what would end a script element of an HTML page. */
    private static void quote(String text, StringBuilder out) {
        out.append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '"' -> out.append("\\\"");
                case '\\' -> out.append("\\\\");
                case '\n' -> out.append("\\n");
                case '\r' -> out.append("\\r");
                case '\t' -> out.append("\\t");
                default -> {
                    if (c < ' ' || c == '<' || Character.isSurrogate(c) && !paired(text, i)) {
                        out.append("\\u");
                        for (int shift = 12; shift >= 0; shift -= 4) {
                            out.append(HEX.charAt(c >> shift & 0xf));
                        }
                    } else {
                        out.append(c);
                    }
                }
            }
        }
        out.append('"');
    }

    private static boolean paired(String text, int i) {
        return Character.isHighSurrogate(text.charAt(i))
                ? i + 1 < text.length() && Character.isLowSurrogate(text.charAt(i + 1))
                : i > 0 && Character.isHighSurrogate(text.charAt(i - 1));
    }

    /** The beginning of the text, for error messages. */
    static String brief(Json value) {
        String text = value.text();
        return text.length() <= BRIEF ? text : text.substring(0, BRIEF) + "...";
    }
}
