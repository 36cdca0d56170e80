package dev.weft.client.spi;

/** Prints progress lines for the user. Thread-safe. */
@FunctionalInterface
public interface Progress {
    void line(String text);
}
