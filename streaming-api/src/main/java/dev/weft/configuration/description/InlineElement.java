package dev.weft.configuration.description;

/** A piece of text in a description. */
public interface InlineElement {
    /** The element as plain text. */
    String plainText();
}
