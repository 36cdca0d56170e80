package dev.weft.engine.state.heap;

import java.io.IOException;
import java.util.concurrent.atomic.AtomicIntegerArray;

/**
 * The snapshot of one table: shares the table's columns and holds copies of the chunks that the task has written since (copy on
 * write). Task and reader agree on each chunk by one compare-and-set: the task saves a chunk before it first writes to it, and the
 * reader copies a chunk first and uses its copy only if nobody has saved the chunk meanwhile.
 */
final class TableCut {

    private static final int UNTOUCHED = 0;
    private static final int SAVED = 1;
    private static final int TAKEN = 2;

    /** A moment at which all tables of a backend were cut; it is over when nobody reads the cuts any more. */
    static final class Moment {
        /** Before the first cut. */
        static final Moment NEVER = new Moment();

        private Moment earlier = this;
        private volatile boolean over;

        private Moment() {
            over = true;
        }

        /** @param earlier the moment of the cut before */
        Moment(Moment earlier) {
            this.earlier = earlier;
        }

        boolean isOver() {
            return over;
        }

        /** Whether this moment and all earlier ones are over. Asked by the task only. */
        boolean areAllOver() {
            while (earlier != NEVER && earlier.over) {
                earlier = earlier.earlier;
            }
            return over && (earlier == NEVER || earlier.areAllOver());
        }

        void end() {
            over = true;
        }
    }

    /** The columns of a table. */
    interface Columns {
        /** A copy of a chunk, in a form that {@link #visit} knows. */
        Object copyOf(int chunk);

        /** Shows the entries of a copied chunk. */
        void visit(int chunk, Object copy, EntryVisitor visitor) throws IOException;
    }

    /** Sees an entry of a cut. */
    @FunctionalInterface
    interface EntryVisitor {
        /** @param namespace null in a table without a column for it */
        void visit(Object key, Object namespace, Object value) throws IOException;
    }

    private final Moment moment;
    private final Columns columns;
    private final int size;
    private final AtomicIntegerArray chunks;
    private final Object[] saved;
    private final TableCut older;

    TableCut(Moment moment, Columns columns, int size, int chunks, TableCut older) {
        this.moment = moment;
        this.columns = columns;
        this.size = size;
        this.chunks = new AtomicIntegerArray(chunks);
        this.saved = new Object[chunks];
        this.older = older;
    }

    Moment moment() {
        return moment;
    }

    TableCut older() {
        return older;
    }

    /** The task is about to write to a chunk. */
    void preserve(int chunk) {
        if (chunks.getPlain(chunk) == UNTOUCHED) {
            saved[chunk] = columns.copyOf(chunk);
            chunks.compareAndSet(chunk, UNTOUCHED, SAVED);
        }
        if (older != null) {
            older.preserve(chunk);
        }
    }

    static IOException closed() {
        return new IOException("the snapshot was closed while it was written");
    }

    /** Shows everything; called once, by one thread. */
    void forEach(EntryVisitor visitor) throws IOException {
        if (size == 0) {
            return;
        }
        for (int chunk = 0; chunk < saved.length; chunk++) {
            Object copy;
            if (chunks.getAcquire(chunk) == SAVED) {
                copy = saved[chunk];
            } else {
                copy = columns.copyOf(chunk);
                if (!chunks.compareAndSet(chunk, UNTOUCHED, TAKEN)) {
                    copy = saved[chunk];
                }
            }
            saved[chunk] = null;
            columns.visit(chunk, copy, visitor);
            if (moment.isOver()) {
                throw closed();
            }
        }
    }
}
