package dev.weft.api.dag;

import dev.weft.api.common.ExecutionConfig;
import dev.weft.api.common.functions.InvalidTypesException;
import dev.weft.api.common.operators.SlotSharingGroup;
import dev.weft.api.common.typeinfo.TypeInformation;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * What a stream comes from: the mutable beginning of a program's node, or of an edge's property. Streams are thin
 * handles on it; the program is made from all of them at once. For the thread that defines the program.
 */
public abstract class Transformation<T> {
    public static final int UPPER_BOUND_MAX_PARALLELISM = 1 << 15;

    private static final AtomicInteger NEXT_ID = new AtomicInteger();

    protected final int id;
    protected String name;
    protected TypeInformation<T> outputType;
    protected boolean typeUsed;
    protected long bufferTimeout = -1;

    private final InvalidTypesException missingType;
    private String description;
    private String uid;
    private String uidHash;
    private int parallelism;
    private int maxParallelism = -1;
    private SlotSharingGroup slotSharingGroup;

    /**
     * A transformation with a number of its own.
     *
     * @param outputType null if it has no output, or if the type is not known yet
     * @param parallelism at least 1, or -1 for the program's
     */
    public Transformation(String name, TypeInformation<T> outputType, int parallelism) {
        this(name, outputType, null, parallelism);
    }

    /** For a type that is not known yet: reading it before it is set fails with the given reason. */
    protected Transformation(
            String name, TypeInformation<T> outputType, InvalidTypesException missingType, int parallelism) {
        this.id = getNewNodeId();
        this.name = Objects.requireNonNull(name, "name");
        this.description = name;
        this.outputType = outputType;
        this.missingType = missingType;
        this.parallelism = parallelism;
    }

    /** A number that no other transformation of this process has. */
    public static int getNewNodeId() {
        return NEXT_ID.incrementAndGet();
    }

    /** The number of this transformation, unique within the process that builds the program. */
    public int getId() {
        return id;
    }

    /** The name shown in logs, metrics and REST. */
    public String getName() {
        return name;
    }

    /** Sets the name, and the description with it. */
    public void setName(String name) {
        this.name = Objects.requireNonNull(name, "name");
        this.description = name;
    }

    /** The text shown in the plan; the name unless set. */
    public String getDescription() {
        return description;
    }

    /** Sets the text shown in the plan. */
    public void setDescription(String description) {
        this.description = Objects.requireNonNull(description, "description");
    }

    /** At least 1, or -1 for the program's default. */
    public int getParallelism() {
        return parallelism;
    }

    /**
     * Sets the number of parallel instances.
     *
     * @param parallelism at least 1, or -1 for the program's
     * @throws IllegalArgumentException if it is neither
     */
    public void setParallelism(int parallelism) {
        if (parallelism < 1 && parallelism != ExecutionConfig.PARALLELISM_DEFAULT) {
            throw new IllegalArgumentException(
                    "the parallelism of '" + name + "' is " + parallelism + ", it must be at least 1");
        }
        this.parallelism = parallelism;
    }

    /** Whether a parallelism was set for this transformation itself. */
    public boolean isParallelismConfigured() {
        return parallelism > 0;
    }

    /** From 1 to {@link #UPPER_BOUND_MAX_PARALLELISM}, or -1 for the program's. */
    public int getMaxParallelism() {
        return maxParallelism;
    }

    /**
     * Sets the number of key groups.
     *
     * @throws IllegalArgumentException if it is not from 1 to {@link #UPPER_BOUND_MAX_PARALLELISM}
     */
    public void setMaxParallelism(int maxParallelism) {
        if (maxParallelism < 1 || maxParallelism > UPPER_BOUND_MAX_PARALLELISM) {
            throw new IllegalArgumentException("the maximum parallelism of '" + name + "' is " + maxParallelism
                    + ", it must be from 1 to " + UPPER_BOUND_MAX_PARALLELISM);
        }
        this.maxParallelism = maxParallelism;
    }

    /** The uid, or null when none is set. */
    public String getUid() {
        return uid;
    }

    /**
     * Sets the name by which state is found again.
     *
     * @param uid unique in the program, not empty
     */
    public void setUid(String uid) {
        if (uid == null || uid.isEmpty()) {
            throw new IllegalArgumentException("the uid of '" + name + "' must not be empty");
        }
        this.uid = uid;
    }

    /** The identity of the state as a program of another version derived it, or null when none is set. */
    public String getUserProvidedNodeHash() {
        return uidHash;
    }

    /** @param uidHash 32 hexadecimal digits, as they stand in logs and in the REST interface */
    public void setUidHash(String uidHash) {
        if (uidHash == null || !uidHash.matches("[0-9a-fA-F]{32}")) {
            throw new IllegalArgumentException("the uid hash of '" + name + "' is '" + uidHash
                    + "', it must be the 32 hexadecimal digits of an operator's id; to choose a name, call uid(...)");
        }
        this.uidHash = uidHash.toLowerCase(Locale.ROOT);
    }

    /** The longest time in milliseconds that an element waits in a buffer behind the operator, -1 for the program's. */
    public long getBufferTimeout() {
        return bufferTimeout;
    }

    /** @param bufferTimeout in milliseconds; 0 sends each element at once, -1 takes the program's */
    public void setBufferTimeout(long bufferTimeout) {
        if (bufferTimeout < -1) {
            throw new IllegalArgumentException("the buffer timeout of '" + name + "' is " + bufferTimeout
                    + " ms, it must be at least 0, or -1 for the timeout of the program");
        }
        this.bufferTimeout = bufferTimeout;
    }

    /** The slot sharing group, if one was set. */
    public Optional<SlotSharingGroup> getSlotSharingGroup() {
        return Optional.ofNullable(slotSharingGroup);
    }

    /** Sets a slot sharing group without resources of its own. */
    public void setSlotSharingGroup(String slotSharingGroup) {
        setSlotSharingGroup(SlotSharingGroup.newBuilder(slotSharingGroup).build());
    }

    /** Sets the slot sharing group. */
    public void setSlotSharingGroup(SlotSharingGroup slotSharingGroup) {
        this.slotSharingGroup = Objects.requireNonNull(slotSharingGroup, "slotSharingGroup");
    }

    /** The type of the elements; from now on it cannot be changed any more. */
    public TypeInformation<T> getOutputType() {
        if (outputType == null) {
            if (missingType == null) {
                throw new InvalidTypesException("'" + name + "' has no elements to give");
            }
            throw new InvalidTypesException(
                    "the type that '" + name + "' gives cannot be found: " + missingType.getMessage(), missingType);
        }
        typeUsed = true;
        return outputType;
    }

    /**
     * Names the type of the elements.
     *
     * @throws IllegalStateException if another type was used already
     */
    public void setOutputType(TypeInformation<T> outputType) {
        if (typeUsed && !outputType.equals(this.outputType)) {
            throw new IllegalStateException("the type of '" + name + "' is used already as " + this.outputType
                    + ": call returns(...) right behind the call that defines the operator");
        }
        this.outputType = Objects.requireNonNull(outputType, "outputType");
    }

    /** The transformations that this one reads from directly. */
    public abstract List<Transformation<?>> getInputs();

    /** This one and all that it reads from, inputs first, each once. */
    public final List<Transformation<?>> getTransitivePredecessors() {
        Set<Transformation<?>> found = new LinkedHashSet<>();
        collect(this, found);
        return List.copyOf(found);
    }

    private static void collect(Transformation<?> from, Set<Transformation<?>> found) {
        if (!found.contains(from)) {
            from.getInputs().forEach(input -> collect(input, found));
            found.add(from);
        }
    }

    @Override
    public String toString() {
        return getClass().getSimpleName() + " " + id + " '" + name + "'";
    }
}
