package dev.weft.configuration.description;

import java.util.List;

/** Text in which each {@code %s} stands for a further element. Immutable. */
public class TextElement implements InlineElement {
    private final String format;
    private final List<InlineElement> elements;

    private TextElement(String format, List<InlineElement> elements) {
        this.format = format;
        this.elements = elements;
    }

    /** Text in which each {@code %s} stands for an element. */
    public static TextElement text(String format, InlineElement... elements) {
        return new TextElement(format, List.of(elements));
    }

    /** Text. */
    public static TextElement text(String text) {
        return new TextElement(text, List.of());
    }

    /** Text that is shown as code. */
    public static TextElement code(String text) {
        return new TextElement("`" + text + "`", List.of());
    }

    /** The text, with {@code %s} for each element. */
    public String getFormat() {
        return format;
    }

    /** The elements in order. */
    public List<InlineElement> getElements() {
        return elements;
    }

    @Override
    public String plainText() {
        return elements.isEmpty()
                ? format
                : String.format(
                        format, elements.stream().map(InlineElement::plainText).toArray());
    }

    @Override
    public String toString() {
        return plainText();
    }
}
