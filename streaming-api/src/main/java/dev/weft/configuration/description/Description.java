package dev.weft.configuration.description;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** The description of an option, piece by piece. Immutable. */
public class Description {
    private final List<InlineElement> elements;

    private Description(List<InlineElement> elements) {
        this.elements = elements;
    }

    /** Begins a description. */
    public static DescriptionBuilder builder() {
        return new DescriptionBuilder();
    }

    /** The parts in order. */
    public List<InlineElement> elements() {
        return elements;
    }

    /** The description without markup. */
    public String plainText() {
        return elements.stream().map(InlineElement::plainText).collect(Collectors.joining());
    }

    @Override
    public String toString() {
        return plainText();
    }

    /** Puts a description together. */
    public static class DescriptionBuilder {
        private final List<InlineElement> elements = new ArrayList<>();

        /** Adds text in which each {@code %s} stands for a part. */
        public DescriptionBuilder text(String format, InlineElement... parts) {
            elements.add(TextElement.text(format, parts));
            return this;
        }

        /** Adds text. */
        public DescriptionBuilder text(String text) {
            elements.add(TextElement.text(text));
            return this;
        }

        /** Adds a line break. */
        public DescriptionBuilder linebreak() {
            elements.add(TextElement.text("\n"));
            return this;
        }

        /** The description so far. */
        public Description build() {
            return new Description(List.copyOf(elements));
        }
    }
}
