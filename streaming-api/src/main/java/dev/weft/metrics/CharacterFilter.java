package dev.weft.metrics;

/** Replaces characters that a reporter cannot have in a name. */
@FunctionalInterface
public interface CharacterFilter {
    CharacterFilter NO_OP_FILTER = input -> input;

    /** The text with characters that a reporter cannot take replaced. */
    String filterCharacters(String input);
}
