package dev.weft.client.spi;

/** Lines for the user about how it goes. Any thread. */
@FunctionalInterface
public interface Progress {
    void line(String text);
}
