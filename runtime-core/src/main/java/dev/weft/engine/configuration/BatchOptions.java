package dev.weft.engine.configuration;

import dev.weft.configuration.ConfigOption;
import dev.weft.configuration.MemorySize;

/** Options of batch execution. */
public final class BatchOptions {

    static final OptionSection SECTION = new OptionSection("Batches");

    public static final ConfigOption<MemorySize> SORT_MEMORY = SECTION.memory("execution.sorted-inputs.memory")
            .between(MemorySize.ofMebiBytes(1), MemorySize.ofMebiBytes(1 << 20))
            .does("Heap memory of one slot for sorting the inputs of keyed operators, and for records that must wait"
                    + " for another input; never more than an eighth of the heap. What does not fit goes to the"
                    + " local disk.")
            .defaultsTo(MemorySize.ofMebiBytes(128));

    private BatchOptions() {}
}
