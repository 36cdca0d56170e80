/** Functions that read state, and those that make it. */
package dev.weft.state.api.functions;
