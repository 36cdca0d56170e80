package dev.weft.client.spi;

/**
 * What a user calls a running application; not yet known to be one.
 *
 * @param text as the user wrote it
 * @param origin the option or key that it came with, for messages
 */
public record ApplicationRef(String text, String origin) {}
