package dev.weft.client.spi;

/**
 * Unresolved reference to a running application, as a user wrote it.
 *
 * @param text as the user wrote it
 * @param origin the option or key that it came with, for messages
 */
public record ApplicationRef(String text, String origin) {}
