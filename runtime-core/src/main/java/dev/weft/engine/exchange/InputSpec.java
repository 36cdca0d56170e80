package dev.weft.engine.exchange;

import dev.weft.api.common.typeutils.TypeSerializer;

/**
 * What a consumer knows of one of its channels.
 *
 * @param gate the logical input of the head operator
 * @param index the channel's number among the channels of its gate
 * @param input the vertex's input that it belongs to; several inputs of one gate are a union
 * @param producer the subtask that sends
 * @param serializer of the stream's type, for the consumer's thread
 * @param keyed whether the key's hash travels along
 * @param aligned whether barriers never overtake its records, because only the task that they were sent to may process
 *     them
 */
record InputSpec(
        int gate,
        int index,
        int input,
        int producer,
        TypeSerializer<Object> serializer,
        boolean keyed,
        boolean aligned) {}
