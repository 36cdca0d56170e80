package dev.weft.configuration;

import dev.weft.configuration.description.InlineElement;

/** An enum whose values explain themselves in the options' documentation. */
public interface DescribedEnum {
    /** What this constant means, for the documentation. */
    InlineElement getDescription();
}
