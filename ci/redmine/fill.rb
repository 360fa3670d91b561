# Fills a Redmine with as much as crates/marlshire's large record: 2,000 issues in 20
# categories and 25,000 notes. In the folder of a Redmine with its default data:
#   RAILS_ENV=production bin/rails runner fill.rb
admin = User.where(admin: true).first
Setting.login_required = "0"
project = Project.create!(name: "Plan", identifier: "plan", is_public: true,
                          enabled_module_names: ["issue_tracking"], trackers: Tracker.all)
themes = (1..20).map { |n| IssueCategory.create!(project: project, name: "Theme #{n}") }
now = Time.now

ActiveRecord::Base.transaction do
  issues = (1..2000).map do |n|
    { project_id: project.id, tracker_id: Tracker.first.id, status_id: IssueStatus.first.id,
      priority_id: IssuePriority.first.id, author_id: admin.id, category_id: themes[n % 20].id,
      subject: "Action #{n}: see children as often as their plans say",
      description: "What will be done, by whom, and what will be different for children. " * 3,
      start_date: Date.new(2024, 1, 1), due_date: Date.new(2026, 1 + n % 12, 1),
      created_on: now, updated_on: now, lft: 1, rgt: 2, root_id: n }
  end
  Issue.insert_all!(issues)
  ids = Issue.order(:id).pluck(:id)
  notes = (0...25_000).map do |n|
    { journalized_id: ids[n % 2000], journalized_type: "Issue", user_id: admin.id,
      notes: "Update #{n}: visits are at 88.5%, the manager looks at each late one every Monday.",
      created_on: now - (25_000 - n) * 3600 }
  end
  notes.each_slice(500) { |slice| Journal.insert_all!(slice) }
end
puts "#{Issue.count} issues, #{Journal.count} notes"
