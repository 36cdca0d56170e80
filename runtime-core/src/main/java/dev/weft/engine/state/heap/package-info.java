/**
 * The {@code hashmap} state backend: keys and values as objects in open-addressing tables, one a key group. Entry: {@link
 * dev.weft.engine.state.heap.HashMapBackend}. A <em>cut</em> is a snapshot in memory, made by copy on write and written by another
 * thread. Belongs to the thread of the task. May import {@code spi}, {@code types} and
 * {@code common}.
 */
package dev.weft.engine.state.heap;
