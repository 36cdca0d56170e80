package dev.weft.playground;

/**
 * A click on a page.
 *
 * @param timestamp when, in ms since the epoch
 * @param page its path, such as {@code /help}
 */
public record ClickEvent(long timestamp, String page) {}
