/*
 * The builds of onnxruntime that npm has report what they run to their maker, and keep an identifier of the machine, unless this is set before
 * their library begins. What holds faces calls nobody. To be imported before onnxruntime-node, in every process that does.
 */
process.env['ORT_DISABLE_TELEMETRY'] = '1';
