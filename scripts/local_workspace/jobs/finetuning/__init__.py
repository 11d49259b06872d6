"""Fine-tuning jobs: a language model of the workspace learns from chats, in a process of the job."""
