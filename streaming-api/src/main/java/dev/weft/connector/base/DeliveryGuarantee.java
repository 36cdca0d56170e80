package dev.weft.connector.base;

import dev.weft.configuration.DescribedEnum;
import dev.weft.configuration.description.InlineElement;
import dev.weft.configuration.description.TextElement;

/** What a sink promises about each record when tasks or processes fail. */
public enum DeliveryGuarantee implements DescribedEnum {
    /** Each record appears once. Records become visible when the checkpoint behind them is complete. */
    EXACTLY_ONCE("exactly-once", "Records are visible once each, when the checkpoint behind them is complete."),
    /** Each record appears, perhaps more than once. A checkpoint waits until all records before it are stored. */
    AT_LEAST_ONCE("at-least-once", "No record is lost; after a failure records may be there more than once."),
    /** Records may be lost or appear more than once. */
    NONE("none", "After a failure records may be lost or be there more than once.");

    private final String name;
    private final InlineElement description;

    DeliveryGuarantee(String name, String description) {
        this.name = name;
        this.description = TextElement.text(description);
    }

    @Override
    public InlineElement getDescription() {
        return description;
    }

    /** The name in configurations, such as {@code exactly-once}. */
    @Override
    public String toString() {
        return name;
    }
}
