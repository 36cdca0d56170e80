package dev.weft.engine.taskexecutor.operator.window;

import dev.weft.api.common.state.ListState;
import dev.weft.api.common.state.ListStateDescriptor;
import dev.weft.api.common.typeinfo.PrimitiveArrayTypeInfo;
import dev.weft.engine.types.KeyGroupRange;
import dev.weft.engine.types.KeyGroups;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.NavigableSet;
import java.util.TreeSet;

/**
 * Progress of the sliced windows of one operator instance: which slices exist, and up to which end windows have fired
 * ({@link #fired}). After rescaling, an instance may own key groups with different progress; progress is then tracked
 * per key group until they are equal again.
 *
 * <p>Saved in an operator list that every instance reads as a whole. An element is an array: first key group, end of the
 * key groups, end of the last window that fired, watermark, ends of the slices. Nothing is saved after the last watermark
 * of a stream, when every window is gone and another stream may follow.
 */
final class SliceProgress {

    private static final int HEAD = 4;

    private final KeyGroupRange groups;
    private final int maxParallelism;
    private final ListState<long[]> saved;
    private final TreeSet<Long> slices = new TreeSet<>();
    private long fired = Long.MIN_VALUE;
    private long savedWatermark = Long.MAX_VALUE;
    /** Progress by key group while it differs; empty otherwise. */
    private long[] firedOfGroups = {};

    /** @param name name of the operator list state that stores the progress */
    SliceProgress(String name, WindowEnvironment environment) throws Exception {
        groups = environment.groups();
        maxParallelism = environment.maxParallelism();
        saved = environment
                .state()
                .unkeyed()
                .getUnionListState(
                        new ListStateDescriptor<>(name, PrimitiveArrayTypeInfo.LONG_PRIMITIVE_ARRAY_TYPE_INFO));
        long[] ofGroups = new long[groups.size()];
        Arrays.fill(ofGroups, Long.MIN_VALUE);
        for (long[] piece : saved.get()) {
            if (piece[0] < groups.end() && groups.first() < piece[1]) {
                savedWatermark = Math.min(savedWatermark, piece[3]);
            }
            for (int group = groups.first(); group < groups.end(); group++) {
                if (group >= piece[0] && group < piece[1]) {
                    ofGroups[group - groups.first()] = piece[2];
                }
            }
            for (int i = HEAD; i < piece.length; i++) {
                slices.add(piece[i]);
            }
        }
        fired = Arrays.stream(ofGroups).min().orElse(Long.MIN_VALUE);
        if (Arrays.stream(ofGroups).anyMatch(one -> one != fired)) {
            firedOfGroups = ofGroups;
        }
    }

    /** Watermark of the snapshot that was restored; {@code Long.MIN_VALUE} for a fresh start. */
    long savedWatermark() {
        return savedWatermark == Long.MAX_VALUE ? Long.MIN_VALUE : savedWatermark;
    }

    NavigableSet<Long> slices() {
        return slices;
    }

    /** Windows that end at this time or earlier have fired for every key. */
    long fired() {
        return fired;
    }

    /** Windows that end after this time have fired for no key. */
    long firedForAny() {
        return firedOfGroups.length == 0
                ? fired
                : Arrays.stream(firedOfGroups).max().getAsLong();
    }

    /** As {@link #fired}, for a key with this hash. */
    long firedFor(int hash) {
        return firedOfGroups.length == 0
                ? fired
                : firedOfGroups[KeyGroups.groupOf(hash, maxParallelism) - groups.first()];
    }

    /** Records that all windows that end at this time or earlier have fired. */
    void firedUntil(long windowEnd) {
        if (windowEnd <= fired) {
            return;
        }
        fired = windowEnd;
        boolean differ = false;
        for (int i = 0; i < firedOfGroups.length; i++) {
            firedOfGroups[i] = Math.max(firedOfGroups[i], windowEnd);
            differ |= firedOfGroups[i] != windowEnd;
        }
        if (!differ) {
            firedOfGroups = new long[0];
        }
    }

    /** Resets: no window has fired and no slice exists. */
    void begin() {
        slices.clear();
        fired = Long.MIN_VALUE;
        firedOfGroups = new long[0];
    }

    void save(long watermark) throws Exception {
        List<long[]> pieces = new ArrayList<>();
        if (watermark == Long.MAX_VALUE) {
            saved.clear();
            return;
        }
        if (firedOfGroups.length == 0) {
            pieces.add(piece(groups.first(), groups.end(), fired, watermark));
        } else {
            for (int i = 0; i < firedOfGroups.length; i++) {
                pieces.add(piece(groups.first() + i, groups.first() + i + 1, firedOfGroups[i], watermark));
            }
        }
        saved.update(pieces);
    }

    private long[] piece(int first, int end, long until, long watermark) {
        long[] piece = new long[HEAD + slices.size()];
        piece[0] = first;
        piece[1] = end;
        piece[2] = until;
        piece[3] = watermark;
        int i = HEAD;
        for (long slice : slices) {
            piece[i++] = slice;
        }
        return piece;
    }
}
