package dev.weft.yarn.common.launch;

import java.nio.charset.StandardCharsets;

/**
 * Percent-encoding of environment variables, so that they survive a NodeManager's launch script: the script writes
 * {@code export NAME="value"}, in which a shell expands dollars, back-quotes and backslashes. Every other character
 * than letters, digits and {@code . / : = @ + - _ * } travels as {@code %hh} per UTF-8 byte, so that comma, semicolon
 * and bar are left for structure.
 */
final class EnvironmentText {

    private static final String PLAIN = "./:=@+-_*";

    private EnvironmentText() {}

    static String encode(String text) {
        StringBuilder out = new StringBuilder(text.length() + 8);
        for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
            char c = (char) (b & 0xff);
            if (c < 0x80 && (Character.isLetterOrDigit(c) || PLAIN.indexOf(c) >= 0)) {
                out.append(c);
            } else {
                out.append('%').append(Character.forDigit(c >> 4, 16)).append(Character.forDigit(c & 15, 16));
            }
        }
        return out.toString();
    }

    static String decode(String text) {
        byte[] out = new byte[text.length()];
        int n = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '%') {
                if (i + 2 >= text.length()) {
                    throw new IllegalArgumentException("'" + text + "' ends inside a %hh");
                }
                out[n++] = (byte) Integer.parseInt(text, i + 1, i + 3, 16);
                i += 2;
            } else {
                out[n++] = (byte) c;
            }
        }
        return new String(out, 0, n, StandardCharsets.UTF_8);
    }
}
